"""Pages for anybody, for whose certificate it is, and for who looks after them."""
