using System.Text;
using System.Text.Json;
using Ect.Content.Tests.Vectors;
using FsCheck.Xunit;

namespace Ect.Content.Tests;

public sealed class CidTests
{
    private const string EmptyFolder = "bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354";

    [Fact]
    public void Ids_of_texts_are_those_of_IPFS()
    {
        UnixFsVectors.All.Raw.Should().HaveCountGreaterThan(4);
        foreach (var (text, cid) in UnixFsVectors.All.Raw)
        {
            Cid.Hash(CidCodec.Raw, Encoding.UTF8.GetBytes(text)).ToString().Should().Be(cid);
        }
    }

    [Fact]
    public void Ids_of_nodes_are_those_of_IPFS()
    {
        UnixFsVectors.All.DagPb.Should().Contain(node => node.Cid == EmptyFolder);
        foreach (var (bytes, cid) in UnixFsVectors.All.DagPb)
        {
            Cid.Hash(CidCodec.DagPb, Convert.FromHexString(bytes)).ToString().Should().Be(cid);
        }
    }

    [Property]
    public void Every_digest_survives_text_bytes_and_json(byte[] seed, bool raw)
    {
        var cid = Cid.Hash(raw ? CidCodec.Raw : CidCodec.DagPb, seed);
        Cid.Parse(cid.ToString()).Should().Be(cid);
        Cid.FromBytes(cid.ToBytes()).Should().Be(cid);
        Cid.FromDigest(cid.Digest, cid.Codec).Should().Be(cid);
        JsonSerializer.Deserialize<Cid>(JsonSerializer.Serialize(cid)).Should().Be(cid);
        cid.ToString().Should().HaveLength(Cid.TextLength).And.StartWith(raw ? "bafkrei" : "bafybei");
    }

    [Fact]
    public void A_changed_character_never_parses_to_the_same_id()
    {
        var cid = Cid.Parse(EmptyFolder);
        for (var i = 0; i < EmptyFolder.Length; i++)
        {
            foreach (var c in "abcdefghijklmnopqrstuvwxyz234567ABZ0189=-_ ")
            {
                var changed = EmptyFolder.ToCharArray();
                changed[i] = c;
                if (c != EmptyFolder[i] && Cid.TryParse(new string(changed), out var parsed))
                {
                    parsed.Should().NotBe(cid);
                    parsed.ToString().Should().Be(new string(changed));
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("b")]
    [InlineData("QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn")] // CIDv0 of the empty folder
    [InlineData("BAFYBEICZSSCDSBS7FFQZ55ASQDF3SMV6KLCW3GOFSZVWLYARCI47BGF354")] // upper case
    [InlineData("f01701220")] // base16
    [InlineData("bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf35")] // too short
    [InlineData("bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354a")] // too long
    [InlineData("bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf355")] // left-over bits set
    [InlineData(" bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354")]
    [InlineData("bafyreigaknpexyvxt76zgkitavbwx6ejgfheup5oybpm77f3pxzrvwpfdi")] // dag-cbor
    [InlineData("bafkr4iaplj3jt4hjpu2aa6cpbq6tcpwfu5mfa7hxxtz7hkvqu5kxg2pvaa")] // not sha2-256
    public void Texts_that_are_no_canonical_id_are_refused(string text)
    {
        Cid.TryParse(text, out _).Should().BeFalse();
        FluentActions.Invoking(() => Cid.Parse(text)).Should().Throw<FormatException>().WithMessage("*CIDv1*");
    }

    [Fact]
    public void Bytes_that_are_no_canonical_id_are_refused()
    {
        var good = Cid.Parse(EmptyFolder).ToBytes();
        Cid.TryFromBytes(good, out _).Should().BeTrue();
        for (var i = 0; i < 4; i++)
        {
            for (var value = 0; value < 256; value++)
            {
                byte[] changed = [.. good];
                changed[i] = (byte)value;
                Cid.TryFromBytes(changed, out _).Should().Be(value == good[i] || (i == 1 && value is 0x55 or 0x70 && i == 1), $"byte {i} = {value}");
            }
        }

        Cid.TryFromBytes(good.AsSpan(1), out _).Should().BeFalse();
        Cid.TryFromBytes([.. good, 0], out _).Should().BeFalse();
        FluentActions.Invoking(() => Cid.FromDigest(new byte[31])).Should().Throw<ArgumentException>().WithMessage("*32 bytes, not 31*");
    }

    [Fact]
    public void Ids_compare_by_codec_and_digest()
    {
        var raw = Cid.Hash(CidCodec.Raw, [1]);
        var node = Cid.FromDigest(raw.Digest);
        (raw == node).Should().BeFalse();
        (raw < node).Should().BeTrue();
        node.Codec.Should().Be(CidCodec.DagPb);
        Cid.FromDigest(raw.Digest, CidCodec.Raw).GetHashCode().Should().Be(raw.GetHashCode());
        (raw > null).Should().BeTrue();
    }
}
