"""Create: the board."""

import streamlit as st

st.title("Create")
