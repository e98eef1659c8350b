"""Parts of the managed Python runtime. One package, so that none of their names hides a function's module."""
