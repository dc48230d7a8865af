// A store whose run is killed holds what was committed before, and nothing of that run.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <random>

#include "catch.h"
#include "dedup/seen_fingerprints.h"

using namespace dechaff;
namespace fs = std::filesystem;

namespace {

constexpr int keys_a_run = 200'000;  // three blocks of the file and a piece

text::Hash128 key_of(int run, int i) {
  return text::hash128(std::to_string(run) + ' ' + std::to_string(i));
}

/// Asks for all keys of a run and commits; before key `killed_at` the process kills itself.
void run_once(const std::string& path, int run, int killed_at = -1) {
  dedup::SeenFingerprints seen;
  seen.open_store(path, "line exact");
  for (int i = 0; i < keys_a_run; ++i) {
    if (i == killed_at) ::kill(::getpid(), SIGKILL);
    seen.ask(key_of(run, i));
  }
  if (killed_at == keys_a_run) ::kill(::getpid(), SIGKILL);  // all asked, nothing committed
  seen.commit();
}

/// Keys of a run that the store has.
int held(const std::string& path, int run) {
  dedup::SeenFingerprints seen;
  seen.open_store(path, "line exact");
  int count = 0;
  for (int i = 0; i < keys_a_run; i += 997) count += seen.ask(key_of(run, i)) ? 0 : 1;
  return count;
}

}  // namespace

TEST_CASE("a store recovers from a run killed at any moment") {
  const std::string path =
      (fs::temp_directory_path() / ("dechaff-kill-" + std::to_string(::getpid()))).string();
  fs::remove(path);
  std::mt19937 random(17);
  constexpr int all = (keys_a_run + 996) / 997;
  int torn = 0;
  std::uintmax_t committed = 0;
  for (int run = 0; run < 20; ++run) {
    const int killed_at = run == 0 ? keys_a_run : static_cast<int>(random() % keys_a_run);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      run_once(path, run, killed_at);
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    torn += fs::exists(path) && fs::file_size(path) > committed ? 1 : 0;
    const int there = held(path, run);
    INFO("run " << run << ", " << there << " of " << all);
    CHECK(there == 0);
    run_once(path, run);
    CHECK(held(path, run) == all);
    CHECK(held(path, run / 2) == all);
    committed = fs::file_size(path);
  }
  CHECK(torn > 0);  // blocks of killed runs lay in the file
  fs::remove(path);
}
