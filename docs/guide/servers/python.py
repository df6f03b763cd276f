"""One room: every message goes to everyone who is connected, the sender too.

pip install websockets, then: PORT=8080 ORIGINS=https://app.example python3 python.py
"""

import asyncio
import os
import signal

import websockets

PORT = int(os.environ.get("PORT", "8080"))
ORIGINS = os.environ.get("ORIGINS", "http://127.0.0.1:9160,http://localhost:9160").split(",")

room = set()


async def join(client):
    room.add(client)
    try:
        async for message in client:
            for other in list(room):
                # Whoever does not read is cut off: the rest of the room does not wait, and this process does not hoard.
                if other.transport.get_write_buffer_size() > 2**24:
                    room.discard(other)
                    other.transport.abort()
            websockets.broadcast(room, message)
    except websockets.ConnectionClosedError:
        pass  # gone without a Close frame, or after breaking a rule: nothing is left to do
    finally:
        room.discard(client)


async def main():
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with websockets.serve(
        join,
        "127.0.0.1",
        PORT,
        origins=[*ORIGINS, None],  # others get 403; None lets in clients that send no Origin
        ping_interval=20,  # a ping every 20 s
        ping_timeout=20,  # no pong within 20 s: closed
        max_size=2**20,  # a longer message is closed with 1009
        compression="deflate",  # None spares memory on every connection
    ) as server:
        port = server.sockets[0].getsockname()[1]
        print(f"listening on ws://127.0.0.1:{port}/", flush=True)
        await stop.wait()  # leaving the block closes each connection with 1001


asyncio.run(main())
