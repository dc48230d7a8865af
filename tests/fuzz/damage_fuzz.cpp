// Damage to what dechaff wrote itself: a store or a checkpoint with some bits changed, cut or
// lengthened is refused, and left as it is on disk, or gives what the undamaged one gives. Never
// anything else.

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/read_file.h"
#include "dedup/fingerprint_store.h"
#include "run/checkpoint.h"
#include "scratch_file.h"

using namespace dechaff;

namespace {

std::vector<text::Hash128> keys_of(const std::string& path) {
  std::vector<text::Hash128> out;
  const dedup::FingerprintStore store(
      path, "line exact", [&](auto keys) { out.insert(out.end(), keys.begin(), keys.end()); });
  return out;
}

std::string some_store() {
  const ScratchFile file("", ".whole");
  for (std::uint64_t run = 0; run < 3; ++run) {
    dedup::FingerprintStore store(file.path(), "line exact", [](auto) {});
    for (std::uint64_t i = 0; i < 20; ++i) store.add({run, i});
    store.commit();
  }
  return read_file(file.path());
}

std::string some_checkpoint() {
  Checkpoint out;
  out.settings = "0123456789abcdef0123456789abcdef";
  out.place.batches = 12;
  out.place.position = {1000, 70, 1000, 1000};
  out.kept = {1000, 200, 30, 4};
  out.place.totals.stages.push_back({"dedup", 5, 600});
  return print(out);
}

/// Three bytes a change: where, and the bits. 0 bits cut or lengthen there.
std::string damaged(std::string bytes, const std::uint8_t* data, std::size_t size) {
  for (std::size_t i = 0; i + 3 <= size && !bytes.empty(); i += 3) {
    const std::size_t at = (data[i] * 256U + data[i + 1]) % bytes.size();
    if (data[i + 2] == 0) {
      bytes.resize(at % 2 == 0 ? at : bytes.size() + at, '\0');
    } else {
      bytes[at] = static_cast<char>(bytes[at] ^ data[i + 2]);
    }
  }
  return bytes;
}

void check_store(const std::string& bad) {
  static const std::string good = some_store();
  static const std::vector<text::Hash128> keys = [] {
    const ScratchFile file(good, ".whole");
    return keys_of(file.path());
  }();
  if (bad.empty()) return;  // an empty file is a new store
  const ScratchFile file(bad, ".store");
  try {
    if (keys_of(file.path()) != keys) std::abort();
  } catch (const Error&) {
    if (read_file(file.path()) != bad) std::abort();
  }
}

void check_checkpoint(const std::string& bad, const std::string& good) {
  try {
    if (print(parse_checkpoint(bad)) != good) std::abort();
  } catch (const Error&) {
    // refused
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4) return 0;
  static const std::string store = some_store(), checkpoint = some_checkpoint();
  if (data[0] % 2 == 0) {
    check_store(damaged(store, data + 1, size - 1));
  } else {
    check_checkpoint(damaged(checkpoint, data + 1, size - 1), checkpoint);
  }
  return 0;
}
