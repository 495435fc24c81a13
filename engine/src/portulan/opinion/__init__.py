"""Agree, disagree, pass: what gathers people and what divides them."""
