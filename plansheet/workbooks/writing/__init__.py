"""The only package that makes new workbooks.

It knows how a sheet should look and nothing of what it says. Text is always written as text: what
came out of a return can never become a formula or a link.
"""
