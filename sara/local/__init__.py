"""Sara on one machine: what `make run`, `make test` and `make bench` start, watch and stop.

Nothing here is part of the product; a deployment starts the same processes from the Dockerfile, compose.yaml or k8s/.
"""
