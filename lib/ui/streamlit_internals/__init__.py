"""Every use of what Streamlit does not promise."""
