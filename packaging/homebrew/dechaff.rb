# For a tap of one's own: `head` names the repository; a release adds `url` and `sha256`. packaging/test-homebrew runs its
# steps; Homebrew itself has not.
class Dechaff < Formula
  desc "Separates the grain from the chaff of scraped text"
  license "Apache-2.0"
  head "dechaff.git", branch: "main"

  depends_on "cli11" => :build
  depends_on "cmake" => :build
  depends_on "ninja" => :build
  depends_on "pkgconf" => :build
  depends_on "bzip2"
  depends_on "fmt"
  depends_on "gumbo-parser"
  depends_on "icu4c"
  depends_on "libdeflate"
  depends_on "lz4"
  depends_on "md4c"
  depends_on "re2"
  depends_on "simdjson"
  depends_on "tbb"
  depends_on "tomlplusplus"
  depends_on "xxhash"
  depends_on "xz"
  depends_on "zlib"
  depends_on "zstd"
  depends_on :linux # for now: mremap

  # We found no formula of it, and its authors make no releases.
  resource "cld2" do
    url "https://deb.debian.org/debian/pool/main/c/cld2/cld2_0.0.0-git20150806.orig.tar.gz"
    sha256 "00c69f6901a09f930a0065a15bbc85891edb57a6a05ce8078a4837fd4ee7bf16"
  end

  def install
    (buildpath/"cld2").install resource("cld2")
    system "cmake", "-S", ".", "-B", "build", "-G", "Ninja", "-DDECHAFF_TESTS=OFF",
           "-DDECHAFF_CLD2_SOURCE=#{buildpath}/cld2", *std_cmake_args
    system "cmake", "--build", "build"
    system "cmake", "--install", "build"
  end

  test do
    (testpath/"page.txt").write "The mill turns again.\n"
    assert_equal "The mill turns again.\n", shell_output("#{bin}/dechaff run -q page.txt")
  end
end
