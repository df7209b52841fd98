"""Rewording (``REPLY_STYLE=natural``): a model may vary how a reply is said, and code sees to it that it says the same.

``verifier`` decides, ``english`` and ``spanish`` hold what it takes for the same, ``model_phraser`` asks the model and
``wording`` brings the three together.
"""
