"""Records as mathematics on paper and as source code: LaTeX, other markup, documents, programs."""
