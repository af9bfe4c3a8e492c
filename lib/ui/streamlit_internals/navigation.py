"""The page that is open, as `st.navigation` gives it: its type has no public name in Streamlit 1.67."""

from __future__ import annotations

from streamlit.navigation.page import StreamlitPage

__all__ = ["StreamlitPage"]
