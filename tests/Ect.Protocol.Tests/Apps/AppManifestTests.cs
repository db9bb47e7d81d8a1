using System.Text;
using Ect.Protocol.Apps;
using Ect.Protocol.Machines;

namespace Ect.Protocol.Tests.Apps;

public sealed class AppManifestTests
{
    private const string Cid = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Archive = $$$"""{"archive":"{{{Cid}}}","digest":"{{{Digest}}}"}""";

    [Fact]
    public void An_image_from_an_archive_has_defaults_for_everything_else()
    {
        var manifest = Parse($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}}}""");

        var oci = manifest.Should().BeOfType<AppManifest.Oci>().Subject;
        oci.Image.Should().Be(new ImageSource { Archive = Cid, Digest = Digest });
        (oci.MemoryBytes, oci.Pids, oci.Network, oci.Entrypoint.Count).Should().Be((256L << 20, 64, false, 0));
        oci.Compare.Should().Be(Comparison.Exact.Default);
        oci.Runtime.Name().Should().Be("oci");
        oci.Hosts.Should().Be(HostSameness.Any);
    }

    [Fact]
    public void A_module_may_stand_in_a_manifest_too()
    {
        var manifest = Parse($$$"""{"ect":"app/1","runtime":"wasm","module":"{{{Cid}}}","compare":{"kind":"json","files":["*.json"]}}""");

        manifest.Should().BeOfType<AppManifest.Wasm>().Which.Module.Should().Be(Cid);
        manifest.Runtime.Name().Should().Be("wasm");
        manifest.Compare.Should().BeOfType<Comparison.Json>().Which.Files.Should().Equal(FilePattern.Parse("*.json"));
    }

    [Theory]
    [InlineData($$$"""{"ect":"app/1","runtime":"wasm","module":"{{{Cid}}}"}""")]
    [InlineData($$$"""{"ect":"app/1","runtime":"wasm","module":"{{{Cid}}}","hosts":"runtime"}""")]
    [InlineData($$$"""{"ect":"app/1","runtime":"wasm","module":"{{{Cid}}}","checkpoint":1,"compare":{"kind":"exact","ignore":["stderr.txt"]}}""")]
    [InlineData($$$"""{"ect":"app/1","runtime":"wasm","module":"{{{Cid}}}","checkpoint":67108864}""")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"compare":{"kind":"exact","ignore":["stderr.txt"]},"hosts":"machine"}""")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}}}""")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{"reference":"ghcr.io/a/b@{{{Digest}}}","digest":"{{{Digest}}}"},"entrypoint":["/bin/é","-x"],"memory":67108864,"pids":7,"network":true}""")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"compare":{"kind":"exact","ignore":["stderr.txt"]}}""")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"compare":{"kind":"text","files":["**/*.txt"]}}""")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"compare":{"kind":"numeric","files":["*.csv"],"significantDigits":6}}""")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"compare":{"kind":"numeric","files":["*.csv"],"step":"0.001","ignore":["log"]}}""")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"compare":{"kind":"program","module":"{{{Cid}}}"}}""")]
    public void The_canonical_text_reads_back_as_what_it_was_made_from(string canonical)
    {
        Parse(canonical).ToCanonicalJson().Should().Be(canonical);
        Parse(canonical.Replace(",", " ,\r\n ", StringComparison.Ordinal)).ToCanonicalJson().Should().Be(canonical);
    }

    [Theory]
    [InlineData("{", "line 1, byte")]
    [InlineData("null", "is null")]
    [InlineData("""{"ect":"app/2","runtime":"wasm"}""", "'ect' is 'app/2'")]
    [InlineData("""{"ect":"app/1","runtime":"vm"}""", "runtime is 'vm'; it must be wasm or oci")]
    [InlineData("""{"ect":"app/1","runtime":"wasm"}""", "module is 'null'")]
    [InlineData($$$"""{"ect":"app/1","runtime":"wasm","module":"{{{Cid}}}","pids":3}""", "'pids' means nothing for the runtime wasm")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"module":"{{{Cid}}}"}""", "'module' means nothing")]
    [InlineData($$$"""{"ect":"app/1","runtime":"wasm","module":"{{{Cid}}}","checkpoint":0}""", "checkpoint is 0; 1 to 67108864 are allowed")]
    [InlineData($$$"""{"ect":"app/1","runtime":"wasm","module":"{{{Cid}}}","checkpoint":67108865}""", "checkpoint is 67108865; 1 to 67108864 are allowed")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"checkpoint":4096}""", "'checkpoint' means nothing for the runtime oci: a container always begins anew")]
    [InlineData("""{"ect":"app/1","runtime":"oci"}""", "'image' is missing")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{"digest":"{{{Digest}}}"}}""", "either archive or reference")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{"archive":"{{{Cid}}}"}}""", "image.digest is 'null'")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{"archive":"../x","digest":"{{{Digest}}}"}}""", "image.archive is '../x'")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{"reference":"docker.io/library/debian:12","digest":"{{{Digest}}}"}}""", "has no digest: whoever owns the registry could move a tag")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{"reference":"debian@{{{Digest}}}","digest":"{{{Digest}}}"}}""", "is no image reference")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"memory":1}""", "memory is 1; 16777216 to")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"pids":0}""", "pids is 0; 1 to 4096")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"entrypoint":[""]}""", "entrypoint[0] is ''")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"privileged":true}""", "there is no member 'privileged'")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"pids":3,"pids":4}""", "pids")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"compare":{"kind":"fuzzy"}}""", "compare.kind is 'fuzzy'")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"compare":{"kind":"text"}}""", "compare.files is missing")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"compare":{"kind":"text","files":["../x"]}}""", "'../x' names no file of a result")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"compare":{"kind":"text","files":["x"],"step":"1"}}""", "compare.step means nothing")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"compare":{"kind":"numeric","files":["x"]}}""", "either significantDigits or step")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"compare":{"kind":"numeric","files":["x"],"step":"0.0"}}""", "step is '0.0'")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"compare":{"kind":"numeric","files":["x"],"significantDigits":18}}""", "significantDigits is 18")]
    [InlineData($$$"""{"ect":"app/1","runtime":"oci","image":{{{Archive}}},"compare":{"kind":"program"}}""", "compare.module is 'null'")]
    public void What_breaks_a_rule_is_refused_with_the_member_and_the_reason(string json, string reason) =>
        ((Action)(() => Parse(json))).Should().Throw<FormatException>().Which.Message.Should().Contain(reason);

    [Fact]
    public void An_unknown_member_is_named_with_its_position() =>
        ((Action)(() => Parse("{\"ect\":\"app/1\",\n \"runtme\":\"oci\"}"))).Should().Throw<FormatException>()
            .Which.Message.Should().Contain("$.runtme, line 2, byte").And.Contain("no member 'runtme'").And.NotContain("AppManifestDocument");

    [Fact]
    public void A_manifest_beyond_64_KiB_is_refused() =>
        ((Action)(() => Parse(new string(' ', AppManifest.MaxBytes) + "{}"))).Should().Throw<FormatException>().Which.Message.Should().Contain("at most 65536");

    [Fact]
    public void A_manifest_is_told_from_a_module_by_its_first_bytes()
    {
        AppFile.IsManifest(" \r\n\t{"u8).Should().BeTrue();
        AppFile.IsManifest("\0asm\x01\0\0\0"u8).Should().BeFalse();
        AppFile.IsModule("\0asm\x01\0\0\0"u8).Should().BeTrue();
        AppFile.IsManifest("[{}]"u8).Should().BeFalse();
        AppFile.IsManifest([]).Should().BeFalse();
    }

    [Theory]
    [InlineData("*.csv", "a.csv", true)]
    [InlineData("*.csv", "sub/a.csv", false)]
    [InlineData("**/*.csv", "a.csv", true)]
    [InlineData("**/*.csv", "x/y/a.csv", true)]
    [InlineData("sub/**", "sub/a/b", true)]
    [InlineData("a?.txt", "ab.txt", true)]
    [InlineData("A.txt", "a.txt", false)]
    [InlineData("stderr.txt", "stderr.txt", true)]
    public void A_pattern_names_files(string pattern, string path, bool matches) =>
        FilePattern.Parse(pattern).Matches(path).Should().Be(matches);

    private static AppManifest Parse(string json) => AppManifest.Parse(Encoding.UTF8.GetBytes(json));
}
