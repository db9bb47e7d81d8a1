namespace Ect.Ethereum.Tests.Vectors;

public sealed class PrimitiveVectorTests
{
    [Fact]
    public void Keccak_hashes_every_published_input() => EthereumVectors.CheckEach("hashes", 257, vector =>
        Keccak256.Hash(vector.Bytes("data")).Should().Be(Bytes32.Parse(vector.Text("keccak256"))));

    [Fact]
    public void Accounts_have_the_published_addresses() => EthereumVectors.CheckEach("accounts", 259, vector =>
    {
        using var key = PrivateKey.Parse(vector.Text("privateKey"));
        key.Address.ToString().Should().Be(vector.Text("address"));
        Address.Parse(vector.Text("address")).Should().Be(key.Address);
    });

    [Fact]
    public void Contracts_stand_where_create_puts_them()
    {
        var cases = 0;
        EthereumVectors.CheckEach("create", 16, vector =>
        {
            var sender = Address.Parse(vector.Text("sender"));
            foreach (var create in vector.GetProperty("creates").EnumerateArray())
            {
                ContractAddress.Create(sender, create.GetProperty("nonce").GetUInt64()).ToString().Should().Be(create.Text("address"));
                cases++;
            }
        });
        cases.Should().Be(160);
    }

    [Fact]
    public void Contracts_stand_where_create2_puts_them()
    {
        var cases = 0;
        EthereumVectors.CheckEach("create2", 16, vector =>
        {
            var sender = Address.Parse(vector.Text("sender"));
            foreach (var create in vector.GetProperty("creates").EnumerateArray())
            {
                var hash = Keccak256.Hash(create.Bytes("initCode"));
                hash.Should().Be(Bytes32.Parse(create.Text("initCodeHash")));
                ContractAddress.Create2(sender, Bytes32.Parse(create.Text("salt")), hash).ToString().Should().Be(create.Text("address"));
                cases++;
            }
        });
        cases.Should().Be(128);
    }
}
