### The legal pages, around the company’s own text.

legal-draft = This page is a draft: the operator has not filled it in completely yet. The gaps are marked.
legal-edited-at = Last changed:
