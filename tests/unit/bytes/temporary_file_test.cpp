#include "bytes/temporary_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "catch.h"

using dechaff::bytes::TemporaryFile;

TEST_CASE("a temporary file gives back what was written") {
  TemporaryFile file;
  file.append("one ");
  file.append("two");
  CHECK(file.size() == 7);
  std::string back(3, ' ');
  file.read(4, back.data(), back.size());
  CHECK(back == "two");
}

TEST_CASE("a named temporary file can be opened, and is gone afterwards") {
  std::string name;
  {
    TemporaryFile file;
    name = file.name();
    file.append("text");
    CHECK(file.name() == name);
    std::ifstream in(name);
    CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == "text");
  }
  CHECK(!std::filesystem::exists(name));
}
