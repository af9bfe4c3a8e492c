"""Jobs: what is on its way."""

import streamlit as st

st.title("Jobs")
