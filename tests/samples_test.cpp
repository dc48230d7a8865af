// The sample pages: nothing that a reader wants is lost, nearly all chaff goes, and the clean ones
// come out byte for byte.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "catch.h"
#include "dechaff.h"
#include "files.h"

namespace fs = std::filesystem;

namespace {

std::string cleaned(const fs::path& path) {
  const std::string command = DECHAFF_BINARY_DIR "/dechaff run -q '" + path.string() + "'";
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  char buffer[4096];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe)) out.append(buffer, n);
  CHECK(::pclose(pipe) == 0);
  return out;
}

std::multiset<std::string> lines_of(const std::string& text) {
  std::multiset<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.insert(line);
  return out;
}

std::vector<fs::path> files(const std::string& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(fs::path(DECHAFF_SAMPLES_DIR) / folder)) {
    if (!entry.path().string().ends_with(".expected.txt")) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("clean samples come out byte for byte, of the library too") {
  const dechaff::Pipeline pipeline;
  const std::vector<fs::path> paths = files("clean");
  REQUIRE(paths.size() >= 6);
  for (const fs::path& path : paths) {
    INFO(path.string());
    CHECK(cleaned(path) == slurp(path));
    CHECK(pipeline.clean_text(slurp(path)) == slurp(path));
  }
}

TEST_CASE("noisy samples lose their chaff and nothing else") {
  const std::vector<fs::path> paths = files("pages");
  REQUIRE(paths.size() >= 12);
  const dechaff::Pipeline pipeline;
  std::size_t chaff = 0, left = 0;
  for (const fs::path& path : paths) {
    INFO(path.string());
    const std::string text = cleaned(path);
    CHECK(pipeline.clean_text(slurp(path)) == text);
    const auto before = lines_of(slurp(path)), after = lines_of(text);
    const auto wanted = lines_of(slurp(fs::path(path).replace_extension(".expected.txt")));
    CHECK(std::includes(after.begin(), after.end(), wanted.begin(), wanted.end()));
    chaff += before.size() - wanted.size();
    std::vector<std::string> more;
    std::set_difference(after.begin(), after.end(), wanted.begin(), wanted.end(),
                        std::back_inserter(more));
    left += more.size();
  }
  INFO(left << " of " << chaff << " lines of chaff are left");
  CHECK(left * 50 <= chaff);
}
