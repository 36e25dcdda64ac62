"""Claims out of somebody's own files, with everything that the registered ones get."""
