"""Proposals, the body that decides, votes, decisions and complaints."""
