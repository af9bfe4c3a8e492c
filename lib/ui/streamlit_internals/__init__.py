"""Every use of what Streamlit does not promise, so that an upgrade has one place to look at.

Each says what it uses, why, and what happens without it. tests/ui/test_streamlit_internals.py asks the installed
Streamlit for each of them; elsewhere its private modules are banned (ruff, TID251). What our style sheets and scripts
know of Streamlit's markup is read out of them by the same test.
"""
