// Runs golden cases and compares what comes out, byte for byte:  golden_tests [CASE…]
// Without names it runs all. tests/golden/README.md describes the form of a case; DECHAFF_RECORD=1
// writes the real output into the cases.

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

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

/// Shows the first lines in which `got` differs from what the case says; true when nothing does.
bool agree(const std::string& title, const std::string& expected, const std::string& got) {
  if (expected == got) return true;
  std::istringstream wanted(expected), found(got);
  std::string a, b;
  std::size_t number = 0;
  do {
    a.clear();
    b.clear();
    std::getline(wanted, a);
    std::getline(found, b);
    ++number;
  } while (a == b && (wanted || found));
  std::cout << "  " << title << " differs in line " << number << "\n  - " << a << "\n  + " << b
            << '\n';
  return false;
}

bool holds(const fs::path& path) {
  const fs::path folder =
      fs::temp_directory_path() / ("dechaff-golden-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const Case test = parse(path);
  if (test.command.empty()) {
    std::cout << path.string() << " has no command\n";
    return false;
  }
  const Result result = execute(test, folder);
  fs::remove_all(folder);
  if (std::getenv("DECHAFF_RECORD") != nullptr) {
    record(path, test, result);
    return true;
  }
  const auto expected = [&](const std::string& title, const std::string& otherwise) {
    const std::string* content = test.find(title);
    return content == nullptr ? otherwise : *content;
  };
  const bool out = agree("stdout", expected("stdout", ""), result.out);
  const bool err = agree("stderr", expected("stderr", ""), result.err);
  const bool status =
      agree("status", expected("status", "0\n"), std::to_string(result.status) + "\n");
  if (!(out && err && status)) std::cout << path.string() << " fails\n";
  return out && err && status;
}

std::vector<fs::path> all_cases() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(DECHAFF_GOLDEN_DIR)) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// A case by its file, or as ctest names it: check/formats.
fs::path case_named(const std::string& name) {
  if (fs::is_regular_file(name)) return name;
  return fs::path(DECHAFF_GOLDEN_DIR) / (name + ".case");
}

}  // namespace

int main(int argc, char* argv[]) {
  std::vector<fs::path> paths;
  for (int i = 1; i < argc; ++i) paths.push_back(case_named(argv[i]));
  if (argc == 1) paths = all_cases();
  std::size_t failed = 0;
  for (const fs::path& path : paths) failed += holds(path) ? 0U : 1U;
  std::cout << paths.size() << " cases, " << failed << " failed\n";
  return failed == 0 && !paths.empty() ? 0 : 1;
}
