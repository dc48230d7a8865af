# Not tried: written for a tap of one's own, on a machine without Homebrew. `url` and `sha256` are those of a release.
class Dechaff < Formula
  desc "Separates the grain from the chaff of scraped text"
  license "Apache-2.0"
  head "dechaff.git", branch: "main"

  depends_on "cli11" => :build
  depends_on "cmake" => :build
  depends_on "ninja" => :build
  depends_on "pkg-config" => :build
  depends_on "tomlplusplus" => :build
  depends_on "fmt"
  depends_on "gumbo-parser"
  depends_on "icu4c"
  depends_on "libdeflate"
  depends_on "re2"
  depends_on "simdjson"
  depends_on "tbb"
  depends_on "xxhash"
  depends_on "zstd"

  # CLD2 has no formula: `find_library` takes it from where it was installed by hand.

  def install
    system "cmake", "-S", ".", "-B", "build", "-G", "Ninja", "-DDECHAFF_TESTS=OFF", *std_cmake_args
    system "cmake", "--build", "build"
    system "cmake", "--install", "build"
  end

  test do
    (testpath/"page.txt").write "The mill turns again.\n"
    assert_equal "The mill turns again.\n", shell_output("#{bin}/dechaff run -q page.txt")
  end
end
