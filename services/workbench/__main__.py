"""Start the workbench: python -m services.workbench."""

from services.workbench.service import SERVICE

if __name__ == "__main__":
    SERVICE.run()
