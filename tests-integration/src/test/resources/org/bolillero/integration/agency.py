"""An agency: python3 agency.py HOST PORT AGENCY FILE CERTIFICATE KEY AUTHORITY"""
import csv, datetime, hashlib, socket, ssl, struct, sys

host, port, agency, file, certificate, key, authority = sys.argv[1:]
tls = ssl.create_default_context(cafile=authority)  # It checks the office's name, too.
tls.minimum_version = ssl.TLSVersion.TLSv1_3
tls.load_cert_chain(certificate, key)
office = tls.wrap_socket(socket.create_connection((host, int(port))), server_hostname=host)
stream = office.makefile("rb")

def ask(kind, payload):
    office.sendall(struct.pack(">IB", 1 + len(payload), kind) + payload)

def answer(expected):
    length, kind = struct.unpack(">IB", stream.read(5))
    payload = stream.read(length - 1)
    if kind != expected:
        sys.exit(f"expected message {expected:#x}, found {kind:#x}: {payload!r}")
    return payload

def field(text):
    return bytes([len(text.encode())]) + text.encode()

numbers, rows, epoch = [], [], datetime.date(1970, 1, 1)
for first, last, document, born, number in csv.reader(open(file, newline="", encoding="utf-8")):
    day = (datetime.date.fromisoformat(born) - epoch).days
    numbers.append(struct.pack(">H", int(number)))
    rows.append(field(first) + field(last) + field(document) + struct.pack(">i", day))

def digest(count):
    halves = (hashlib.sha256(b"".join(some[:count])).digest() for some in (numbers, rows))
    return hashlib.sha256(b"".join(halves)).digest()

ask(0x01, struct.pack(">HII", 2, 1, int(agency)))  # HELLO in draw 1
stored, known = struct.unpack(">Q32s", answer(0x81)[:40])  # WELCOME
if digest(stored) != known:
    sys.exit("this is not the file that was begun")
for i in range(stored, len(rows), 15):  # So many bets fit into a frame, whatever they are.
    bets = b"".join(numbers[i : i + 15]) + b"".join(rows[i : i + 15])
    ask(0x02, struct.pack(">QH", i, len(numbers[i : i + 15])) + bets)  # BATCH
    answer(0x82)  # STORED
ask(0x03, struct.pack(">Q", len(rows)) + digest(len(rows)))  # FINISH
answer(0x84)  # FINISHED
ask(0x04, b"\1")  # WINNERS?, when the draw has been held
is_last = False
while not is_last:
    part = answer(0x85)  # WINNERS
    is_last, documents = part[4] & 1, part[5:]
    while documents:
        print(documents[1 : 1 + documents[0]].decode())
        documents = documents[1 + documents[0] :]
