"""Gallery: the finished videos."""

import streamlit as st

st.title("Gallery")
