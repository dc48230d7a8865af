// A store whose run is killed holds what was committed before, or all of that run as well.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <random>

#include "catch.h"
#include "repeats/seen_fingerprints.h"

using namespace dechaff;
namespace fs = std::filesystem;

namespace {

constexpr int keys_a_run = 200'000;  // three blocks of the file and a piece

text::Hash128 key_of(int run, int i) {
  return text::hash128(std::to_string(run) + ' ' + std::to_string(i));
}

void run_once(const std::string& path, int run) {
  repeats::SeenFingerprints seen;
  seen.open_store(path, "line exact");
  for (int i = 0; i < keys_a_run; ++i) seen.ask(key_of(run, i));
  seen.commit();
}

/// Keys of a run that the store has.
int held(const std::string& path, int run) {
  repeats::SeenFingerprints seen;
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
  int killed = 0, torn = 0;
  std::uintmax_t committed = 0;
  for (int run = 0; run < 20; ++run) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      run_once(path, run);
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(random() % 20'000));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    killed += WIFSIGNALED(status) ? 1 : 0;
    if (fs::exists(path) && fs::file_size(path) > committed) torn += WIFSIGNALED(status) ? 1 : 0;
    const int there = held(path, run);
    INFO("run " << run << ", " << there << " of " << all);
    CHECK((there == 0 || there == all));
    run_once(path, run);
    CHECK(held(path, run) == all);
    CHECK(held(path, run / 2) == all);
    committed = fs::file_size(path);
  }
  CHECK(killed > 5);
  CHECK(torn > 0);
  fs::remove(path);
}
