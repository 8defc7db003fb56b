"""Start service routing: python -m services.routing."""

from services.routing.service import SERVICE

if __name__ == "__main__":
    SERVICE.run()
