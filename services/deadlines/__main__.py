"""Start service deadlines: python -m services.deadlines."""

from services.deadlines.service import SERVICE

if __name__ == "__main__":
    SERVICE.run()
