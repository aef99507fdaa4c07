"""Questions in the forms of file that other systems read and write, as rows of a table of questions and back.

A row is the one of :mod:`assessments.question_rows`: {column: text}, its kind by its value. Each format is a module
that reads text into rows, and one that writes rows as text; what a row can hold and a format cannot, or the other way
round, is said and never changed in silence.
"""
