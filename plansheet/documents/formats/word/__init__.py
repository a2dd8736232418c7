"""What a .docx is made of: the texts of its parts, the numbers of its lists."""
