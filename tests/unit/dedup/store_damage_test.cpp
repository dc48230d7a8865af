// A store in which a bit was changed, or which was cut, lengthened or put together anew, is refused
// and stays as it is; so nothing is forgotten in silence.

#include <filesystem>
#include <random>

#include "catch.h"
#include "core/error.h"
#include "dedup/fingerprint_store.h"
#include "files.h"

using namespace dechaff;
namespace fs = std::filesystem;

namespace {

/// A store of two blocks and some keys; `committed` or left by a run that did not finish.
std::string written(const std::string& path, int keys, bool committed = true) {
  fs::remove(path);
  for (int run = 0; run < 2; ++run) {
    dedup::FingerprintStore store(path, "line exact", [](auto) {});
    for (int i = 0; i < keys; ++i)
      store.add(text::hash128(std::to_string(run) + ' ' + std::to_string(i)));
    if (committed || run == 0) store.commit();
  }
  return slurp(path);
}

std::size_t keys_in(const std::string& path) {
  std::size_t count = 0;
  const dedup::FingerprintStore store(path, "line exact", [&](auto keys) { count += keys.size(); });
  return count;
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

/// Whether the damaged bytes are refused, and left alone.
bool refused(const std::string& path, const std::string& bytes) {
  write_file(path, bytes);
  try {
    (void)keys_in(path);
    return false;
  } catch (const Error&) {
  }
  CHECK_THROWS_AS(dedup::check_store(path), Error);
  return slurp(path) == bytes;
}

}  // namespace

TEST_CASE("a store with one bit changed is refused and not touched") {
  const TemporaryFolder folder("damage");
  const std::string path = (folder.path / "store").string();
  const std::string good = written(path, 20);
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
    INFO("bit " << bit);
    if (!refused(path, bad)) FAIL_CHECK("taken");
  }
}

TEST_CASE("a store of another length or with blocks in another order is refused") {
  const TemporaryFolder folder("damage");
  const std::string path = (folder.path / "store").string();
  const std::string good = written(path, 20);
  for (std::size_t size = 1; size < good.size(); ++size) CHECK(refused(path, good.substr(0, size)));
  CHECK(refused(path, good + 'x'));
  CHECK(refused(path, good + good.substr(128)));
  const std::size_t block = (good.size() - 128) / 2;
  CHECK(refused(path, good.substr(0, 128) + good.substr(128 + block) + good.substr(128, block)));
}

TEST_CASE("what a run that did not finish left is cut off by the next one that writes") {
  const TemporaryFolder folder("damage");
  const std::string path = (folder.path / "store").string();
  constexpr int keys = 100'000;  // more than a block
  const std::string left = written(path, keys, false);
  const std::size_t committed = 128 + 2 * 16 + 16 * keys;
  REQUIRE(left.size() > committed);
  CHECK(dedup::check_store(path).find("did not finish") != std::string::npos);
  CHECK(keys_in(path) == keys);
  CHECK(slurp(path) == left);
  // Whatever the disk holds of it.
  std::mt19937 random(5);
  for (int i = 0; i < 20; ++i) {
    std::string torn = left.substr(0, committed + random() % (left.size() - committed));
    if (torn.size() > committed) torn[committed + random() % (torn.size() - committed)] = '\0';
    write_file(path, torn);
    CHECK(keys_in(path) == keys);
  }
  {
    dedup::FingerprintStore store(path, "line exact", [](auto) {});
    store.add({1, 2});
    store.commit();
  }
  CHECK(keys_in(path) == keys + 1);
  CHECK(dedup::check_store(path).find("did not finish") == std::string::npos);
}
