"""What the real SDK needs to find the stand-in: an environment, nothing else."""

import base64
import datetime
import json
import os
import time
from pathlib import Path

from double.server import MANAGER, STORAGE
from double.state import GROUP, SUBSCRIPTION, WORKSPACE, WORKSPACE_ID

HERE = Path(__file__).resolve().parent


def bearer(hours: float = 10) -> str:
    """A token of the form that the SDK looks into for its end; nobody signed it."""
    end = int(time.time() + hours * 3600)
    parts = ({"alg": "none", "typ": "JWT"}, {"exp": end, "tid": "tenant", "oid": "ada", "aud": "https://management.azure.com/"})
    coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join([*coded, "c2lnbmF0dXJl"])


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for Azure's host names, signed by itself, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Runlens tests")])
    names = [x509.DNSName(STORAGE), x509.DNSName(MANAGER), x509.DNSName("localhost")]
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return paths


def environment(double, home: Path, certificate: Path, token: str) -> dict[str, str]:
    """The user's own set-up is left out; HTTPS_PROXY leads Azure's host names to the stand-in."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {
        "HOME": str(home),  # The SDK keeps the addresses of services there.
        "HTTPS_PROXY": double.url,
        "NO_PROXY": "127.0.0.1",
        "REQUESTS_CA_BUNDLE": str(certificate),
        "PYTHONPATH": str(HERE),
        "PYTHONWARNINGS": "ignore",
        "PYTHONUNBUFFERED": "1",
        "AZUREML_ARM_SUBSCRIPTION": SUBSCRIPTION,
        "AZUREML_ARM_RESOURCEGROUP": GROUP,
        "AZUREML_ARM_WORKSPACE_NAME": WORKSPACE,
        "AZUREML_WORKSPACE_ID": WORKSPACE_ID,
        "AZUREML_RUN_TOKEN": token,
        "AZUREML_RUN_TOKEN_EXPIRY": str(int(time.time()) + 36_000),
        "AZUREML_SERVICE_ENDPOINT": double.url,
        "AZUREML_DISCOVERY_SERVICE_ENDPOINT": f"{double.url}/discovery",
    }


def workspace():
    """The workspace as a person opens it: by its names and a token."""
    from azureml.core import Workspace
    from azureml.core.authentication import ArmTokenAuthentication

    return Workspace(
        os.environ["AZUREML_ARM_SUBSCRIPTION"], os.environ["AZUREML_ARM_RESOURCEGROUP"],
        os.environ["AZUREML_ARM_WORKSPACE_NAME"],
        # Without the cloud's name it asks the network which clouds there are.
        auth=ArmTokenAuthentication(os.environ["AZUREML_RUN_TOKEN"], cloud="AzureCloud"),
    )  # fmt: skip
