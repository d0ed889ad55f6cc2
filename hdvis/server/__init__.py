"""The network side: who may come in, sockets, and the server that pages are on."""
