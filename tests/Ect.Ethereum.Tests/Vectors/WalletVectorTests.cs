using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ect.Ethereum.Keys;

namespace Ect.Ethereum.Tests.Vectors;

public sealed class WalletVectorTests
{
    /// <summary>Two of the nine files are of the crowd sale's format, which is not a keystore.</summary>
    [Fact]
    public void Every_published_keystore_opens()
    {
        var count = 0;
        EthereumVectors.CheckEach("wallets", 9, vector =>
        {
            if (vector.Text("type") == "keystore")
            {
                using var key = Keystore.Decrypt(vector.Text("content"), Encoding.UTF8.GetString(vector.Bytes("password")));
                key.Address.ToString().Should().Be(vector.Text("address"));
                count++;
            }
        });
        count.Should().Be(7);
    }

    [Fact]
    public void Every_published_phrase_gives_the_published_keys()
    {
        var nodes = 0;
        EthereumVectors.CheckEach("mnemonics-en", 40, vector =>
        {
            var phrase = Encoding.UTF8.GetString(vector.Bytes("phrase"));
            var mnemonic = Mnemonic.Parse(phrase);
            mnemonic.ToEntropy().Should().Equal(vector.Bytes("entropy"));
            Mnemonic.FromEntropy(vector.Bytes("entropy")).Reveal().Should().Be(phrase);
            Hex.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(phrase))).Should().Be(vector.Text("phraseHash"));
            var seed = mnemonic.ToSeed(Encoding.UTF8.GetString(vector.Bytes("password")));
            Hex.Encode(seed).Should().Be(vector.Text("seed"));

            using var root = HdKey.FromSeed(seed);
            foreach (var node in vector.GetProperty("nodes").EnumerateArray())
            {
                var key = root.Derive(node.Text("path"));
                Hex.Encode(key.PrivateKey.ExportSecret()).Should().Be(node.Text("privateKey"));
                Hex.Encode(key.PrivateKey.CompressedPublicKey()).Should().Be(node.Text("publicKey"));
                Hex.Encode(key.ChainCode).Should().Be(node.Text("chainCode"));
                key.Depth.Should().Be(node.GetProperty("depth").GetByte());
                key.Index.Should().Be(node.GetProperty("index").GetUInt32());
                key.Fingerprint.Should().Be(BinaryPrimitives.ReadUInt32BigEndian(node.Bytes("fingerprint")));
                key.ParentFingerprint.Should().Be(BinaryPrimitives.ReadUInt32BigEndian(node.Bytes("parentFingerprint")));
                nodes++;
            }
        });
        nodes.Should().Be(240);
    }
}
