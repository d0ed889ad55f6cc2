"""Who holds the thread of pages is named; a loop that waits, or works for us, is not."""

import asyncio
import time

from hdvis.server.watchdog import Watchdog


def hold_all_pages():
    time.sleep(0.7)


def test_the_one_that_holds_the_loop_is_named(caplog):
    told = []

    async def serve():
        dog = Watchdog(asyncio.get_running_loop(), lambda *words: told.append(words))
        await asyncio.sleep(0.6)
        assert told == []
        hold_all_pages()
        await asyncio.sleep(0.5)
        dog.stop()

    asyncio.run(serve())
    ((package, seconds, place),) = told
    assert __name__.startswith(package)
    assert 0.25 <= seconds < 5
    assert "test_watchdog.py" in place
    assert "held all pages for" in caplog.text
