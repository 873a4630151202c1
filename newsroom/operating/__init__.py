"""What operators see of a running Newsroom: whether it is well, what it is asked, how long it takes.

middleware.py goes around every request; request_ids.py says which one it is, access.py and lines.py write the
log, metrics.py counts for Prometheus, health.py tells load balancers and monitors how the parts are.
"""
