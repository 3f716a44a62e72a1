"""The morning after: photos of the crew, the best of them, a yes of everybody in them, and the recap made of them."""
