// Runs every tests/golden/*.case and compares what comes out, byte for byte. The form of a case is
// described in tests/golden/README.md. DECHAFF_RECORD=1 writes the real output into the cases.

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "catch.h"

namespace fs = std::filesystem;

namespace {

struct Case {
  std::string command;
  std::vector<std::pair<std::string, std::string>> sections;  // title, content; in order

  const std::string* find(const std::string& title) const {
    for (const auto& [name, content] : sections) {
      if (name == title) return &content;
    }
    return nullptr;
  }
};

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void spill(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

Case parse(const fs::path& path) {
  Case out;
  std::istringstream in(slurp(path));
  std::string line;
  while (std::getline(in, line)) {
    if (line.starts_with("--- ")) {
      out.sections.emplace_back(line.substr(4), "");
    } else if (!out.sections.empty()) {
      out.sections.back().second += line + '\n';
    } else if (line.starts_with("$ ")) {
      out.command += line.substr(2) + '\n';
    }
  }
  return out;
}

struct Result {
  std::string out, err;
  int status = -1;
};

Result execute(const Case& test, const fs::path& folder) {
  for (const auto& [title, content] : test.sections) {
    if (title.starts_with("file ")) {
      fs::create_directories((folder / title.substr(5)).parent_path());
      spill(folder / title.substr(5), content);
    }
  }
  const std::string* input = test.find("stdin");
  spill(folder / ".stdin", input == nullptr ? "" : *input);
  spill(folder / ".command", test.command);
  const std::string shell = "cd '" + folder.string() +
                            "' && PATH='" DECHAFF_BINARY_DIR
                            "':$PATH sh ./.command <.stdin >.stdout 2>.stderr";
  const int status = std::system(shell.c_str());
  return {slurp(folder / ".stdout"), slurp(folder / ".stderr"), WEXITSTATUS(status)};
}

void record(const fs::path& path, Case test, const Result& result) {
  const auto set = [&](const std::string& title, const std::string& content) {
    std::erase_if(test.sections, [&](const auto& s) { return s.first == title; });
    if (!content.empty()) test.sections.emplace_back(title, content);
  };
  set("stdout", result.out);
  set("stderr", result.err);
  set("status", result.status == 0 ? "" : std::to_string(result.status) + "\n");
  std::istringstream in(slurp(path));
  std::string text, line;
  while (std::getline(in, line) && !line.starts_with("--- ")) text += line + '\n';
  for (const auto& [title, content] : test.sections) {
    text += "--- " + title + '\n' + content;
    if (!content.ends_with('\n')) text += '\n';
  }
  spill(path, text);
}

}  // namespace

TEST_CASE("golden cases") {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(DECHAFF_GOLDEN_DIR)) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  REQUIRE(paths.size() > 20);
  for (const fs::path& path : paths) {
    const fs::path folder =
        fs::temp_directory_path() / ("dechaff-golden-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    const Case test = parse(path);
    const Result result = execute(test, folder);
    fs::remove_all(folder);
    if (std::getenv("DECHAFF_RECORD") != nullptr) {
      record(path, test, result);
      continue;
    }
    const auto expected = [&](const std::string& title) {
      const std::string* content = test.find(title);
      return content == nullptr ? std::string() : *content;
    };
    INFO(path.string());
    CHECK(result.out == expected("stdout"));
    CHECK(result.err == expected("stderr"));
    CHECK(std::to_string(result.status) + "\n" ==
          (test.find("status") == nullptr ? "0\n" : expected("status")));
  }
}
