#include "check/changed_lines.h"

#include "catch.h"

using dechaff::check::ChangedLines;

TEST_CASE("the lines that a diff adds") {
  const ChangedLines changed(
      "diff --git a.md a.md\n--- a.md\n+++ a.md\n@@ -1,2 +1 @@\n-+++ x\n-b\n+--- y\n"
      "@@ -9,0 +9,2 @@ heading\n+@@ -1 +77 @@\n+d\n@@ -20,2 +20,0 @@\n-e\n-f\n"
      "diff --git \"b\\303\\244.md\" \"b\\303\\244.md\"\n--- /dev/null\n+++ \"b\\303\\244.md\"\n"
      "@@ -0,0 +1,3 @@\n+1\n+2\n+3\ndiff --git c d\n--- c.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n",
      "/nowhere/at-all/");
  const std::string a = "/nowhere/at-all/a.md", b = "/nowhere/at-all/b\xC3\xA4.md";
  CHECK(changed.has(a));
  CHECK(changed.has(a, 1));
  CHECK_FALSE(changed.has(a, 2));
  CHECK_FALSE(changed.has(a, 8));
  CHECK(changed.has(a, 9));
  CHECK(changed.has(a, 10));
  CHECK_FALSE(changed.has(a, 11));
  CHECK_FALSE(changed.has(a, 20));
  CHECK_FALSE(changed.has(a, 77));
  CHECK(changed.has(b, 3));
  CHECK_FALSE(changed.has("/nowhere/at-all/c.md"));
  CHECK_FALSE(changed.has("/elsewhere/a.md"));
}
