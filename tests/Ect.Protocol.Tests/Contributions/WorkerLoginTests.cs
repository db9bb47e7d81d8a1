using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Tests.Contributions;

public sealed class WorkerLoginTests
{
    [Fact]
    public void A_login_is_good_for_its_worker_nonce_pool_time_and_network_only()
    {
        using var key = PrivateKey.Generate();
        var domain = new EctDomain(31337, Address.Parse("0x00000000000000000000000000000000000000aa"));
        var login = new WorkerLogin(5, key.Address, Keccak256.Hash("nonce"), 1000);
        var signature = login.Sign(domain, key);

        login.IsSigned(domain, signature).Should().BeTrue();
        (login with { Pool = 6 }).IsSigned(domain, signature).Should().BeFalse();
        (login with { Nonce = Bytes32.Zero }).IsSigned(domain, signature).Should().BeFalse();
        (login with { IssuedAt = 1001 }).IsSigned(domain, signature).Should().BeFalse();
        (login with { Worker = domain.Hub }).IsSigned(domain, signature).Should().BeFalse();
        login.IsSigned(domain with { ChainId = 1 }, signature).Should().BeFalse();
        login.IsSigned(domain, [1, 2, 3]).Should().BeFalse();
    }
}
