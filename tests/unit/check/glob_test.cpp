#include "check/glob.h"

#include "catch.h"
#include "check/ignore_file.h"

using dechaff::check::glob_matches;
using dechaff::check::IgnoreFile;
using dechaff::check::names_path;

TEST_CASE("globs as gitignore has them") {
  CHECK(glob_matches("*.md", "a.md"));
  CHECK_FALSE(glob_matches("*.md", "a/b.md"));
  CHECK(glob_matches("**/*.md", "b.md"));
  CHECK(glob_matches("**/*.md", "a/b/c.md"));
  CHECK(glob_matches("a/**/b.md", "a/b.md"));
  CHECK(glob_matches("a/**/b.md", "a/x/y/b.md"));
  CHECK_FALSE(glob_matches("a/**/b.md", "ax/b.md"));
  CHECK(glob_matches("a/**", "a/b/c"));
  CHECK_FALSE(glob_matches("a/**", "a/"));
  CHECK(glob_matches("[a-c]?[!x]", "bzy"));
  CHECK_FALSE(glob_matches("[a-c]?[!x]", "bzx"));
  CHECK_FALSE(glob_matches("a[^b]c", "a/c"));
  CHECK_FALSE(glob_matches("[a", "a"));
  CHECK(glob_matches("\\*", "*"));
  CHECK_FALSE(glob_matches("\\*", "a"));
  CHECK(glob_matches("*a*b*c", "xxaxbxxbxc"));
  CHECK(glob_matches("**/a*/**/z", "a/ab/c/d/z"));
}

TEST_CASE("names of paths in settings") {
  CHECK(names_path("*.md", "./docs/a.md"));
  CHECK(names_path("docs/*.md", "/home/me/docs/a.md"));
  CHECK(names_path("old/**", "old/a/b.md"));
  CHECK_FALSE(names_path("old/**", "very-old/a.md"));
}

TEST_CASE("the last pattern of an ignore file decides") {
  using Kind = IgnoreFile::Kind;
  using Verdict = IgnoreFile::Verdict;
  const IgnoreFile file("# no\n*.log\n!keep.log\n/top\nbuild/\nsub/*.txt\n\\#odd\nend \\ \n\n!\n");
  CHECK(file.judge("a/b.log", Kind::file) == Verdict::ignored);
  CHECK(file.judge("a/keep.log", Kind::file) == Verdict::wanted);
  CHECK(file.judge("top", Kind::file) == Verdict::ignored);
  CHECK(file.judge("a/top", Kind::file) == Verdict::unnamed);
  CHECK(file.judge("a/build", Kind::folder) == Verdict::ignored);
  CHECK(file.judge("a/build", Kind::file) == Verdict::unnamed);
  CHECK(file.judge("sub/a.txt", Kind::file) == Verdict::ignored);
  CHECK(file.judge("sub/sub/a.txt", Kind::file) == Verdict::unnamed);
  CHECK(file.judge("#odd", Kind::file) == Verdict::ignored);
  CHECK(file.judge("no", Kind::file) == Verdict::unnamed);
}
