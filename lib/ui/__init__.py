"""What people see. With lib.server the only code in lib that imports streamlit."""
