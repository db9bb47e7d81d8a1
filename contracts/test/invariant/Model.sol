// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Deal} from "../../src/types/Deal.sol";
import {TaskId} from "../../src/types/Task.sol";

/// @notice The rules of the money written a second time, in the plainest way, to hold the hub against.
contract Model {
    /// @dev What a worker voted for.
    enum Vote {
        None,
        Right,
        Wrong,
        Odd,
        AppFailed
    }

    struct Job {
        uint256 deal; // in `_deals`
        uint32 index;
        TaskId id;
        uint256 contributors;
        uint256 revealDeadline; // zero before the reveal phase
        bool initialized;
        bool settled;
        bool pending; // completed on the direct path, and the consumer would not listen
    }

    uint256 internal constant WORKERS = 8;
    bytes internal constant PAYLOAD = "data for the consumer";

    Deal[] internal _deals;
    Job[] internal _jobs;
    mapping(uint256 job => Vote[WORKERS]) internal _votes;
    mapping(uint256 job => bool[WORKERS]) internal _shown; // revealed on chain

    mapping(address => uint256) public freeOf;
    mapping(address => uint256) public lockedOf;
    mapping(address => uint256) public bondOf;
    mapping(address => uint256) public earnedOf;
    mapping(address => uint256) public leavingOf;
    uint256 public burnedTokens;

    /* VOTES */

    function _digestOf(Vote vote) internal pure returns (bytes32) {
        return keccak256(abi.encode("digest", vote));
    }

    function _dataHashOf(Deal memory deal, Vote vote) internal pure returns (bytes32) {
        if (vote == Vote.AppFailed) return bytes32(uint256(1));
        return deal.callback == address(0) ? bytes32(0) : keccak256(PAYLOAD);
    }

    function _resultHashOf(Deal memory deal, Vote vote) internal pure returns (bytes32) {
        if (vote == Vote.None) return bytes32(0);
        return keccak256(abi.encode(_digestOf(vote), _dataHashOf(deal, vote)));
    }

    /// @dev The vote that is agreed on among those heard, or None. `bits` is the evidence of each worker.
    function _consensus(uint256 job, bool[WORKERS] memory heard, uint256[WORKERS] memory bits)
        internal
        view
        returns (Vote best, uint256 agreeing)
    {
        Deal memory deal = _deals[_jobs[job].deal];
        uint256[5] memory votes;
        uint256[5] memory weight;
        for (uint256 i = 0; i < WORKERS; ++i) {
            uint256 vote = uint256(_votes[job][i]);
            if (vote == 0 || !heard[i]) continue;
            ++votes[vote];
            weight[vote] += bits[i];
        }
        for (uint256 v = 1; v < 5; ++v) {
            uint256 others = 0;
            for (uint256 u = 1; u < 5; ++u) {
                if (u != v && votes[u] > 0) others += 2 ** weight[u];
            }
            if (_isAgreed(deal, votes[v], weight[v], others)) return (Vote(v), votes[v]);
        }
    }

    /// @dev Enough votes, enough evidence, and enough at stake.
    function _isAgreed(Deal memory deal, uint256 votes, uint256 bits, uint256 others) internal pure returns (bool) {
        if (votes == 0 || 2 * votes < deal.trust || bits < 2 * uint256(deal.trust)) return false;
        return 2 ** bits >= 4 * (1 + others) && votes * deal.workerStake >= deal.value;
    }

    /* MONEY */

    function _lockFor(address owner, uint256 amount) internal {
        freeOf[owner] -= amount;
        lockedOf[owner] += amount;
    }

    function _give(address from, address to, uint256 amount) internal {
        lockedOf[from] -= amount;
        freeOf[to] += amount;
    }

    function _lose(address from, uint256 amount) internal {
        lockedOf[from] -= amount;
        burnedTokens += amount;
    }

    function _priceOf(Deal memory deal) internal pure returns (uint256) {
        return uint256(deal.appPrice) + deal.datasetPrice + deal.poolPrice;
    }

    /// @dev Of the pool price: two per cent nobody's, of the rest the pool owner's fee, and what is left.
    function _splitOf(Deal memory deal) internal pure returns (uint256 share, uint256 rewards) {
        share = uint256(deal.poolPrice) * 2 / 100;
        uint256 rest = deal.poolPrice - share;
        rewards = rest - rest * deal.schedulerFee / 10_000;
    }

    function _payOwners(Deal memory deal, uint256 rewards, uint256 share, bool failed) private {
        _give(deal.payer, failed ? deal.payer : deal.appOwner, deal.appPrice);
        _give(deal.payer, deal.datasetOwner, deal.datasetPrice);
        _give(deal.payer, deal.poolOwner, deal.poolPrice - share - rewards);
        _lose(deal.payer, share);
        _give(deal.poolOwner, deal.poolOwner, deal.schedulerStake);
    }

    function _settleCompleted(
        uint256 job,
        Vote winner,
        uint256 agreeing,
        address[WORKERS] memory names,
        bool[WORKERS] memory heard
    ) internal {
        Deal memory deal = _deals[_jobs[job].deal];
        (uint256 share, uint256 reward) = _splitOf(deal);
        reward /= agreeing;
        uint256 owed = share;
        for (uint256 i = 0; i < WORKERS; ++i) {
            if (_votes[job][i] == Vote.None) continue;
            if (heard[i] && _votes[job][i] == winner) {
                _give(names[i], names[i], deal.workerStake);
                _give(deal.payer, names[i], reward);
            } else {
                uint256 refund = owed < deal.workerStake ? owed : deal.workerStake;
                owed -= refund;
                _give(names[i], deal.payer, refund);
                _lose(names[i], deal.workerStake - refund);
            }
        }
        _payOwners(deal, reward * agreeing, share, winner == Vote.AppFailed);
        _jobs[job].settled = true;
    }

    /// @dev On the epoch path rewards gather in the seats, in whole gwei.
    function _settleByEpoch(uint256 job, uint256 by, bool failed, address[WORKERS] memory names) internal {
        Deal memory deal = _deals[_jobs[job].deal];
        (uint256 share, uint256 rewards) = _splitOf(deal);
        uint256 votes = 0;
        for (uint256 i = 0; i < WORKERS; ++i) {
            votes += (by >> i) & 1;
        }
        uint256 reward = rewards / 1e9 / votes * 1e9;
        for (uint256 i = 0; i < WORKERS; ++i) {
            if ((by >> i) & 1 == 1) earnedOf[names[i]] += reward;
        }
        lockedOf[deal.payer] -= reward * votes;
        _payOwners(deal, reward * votes, share, failed);
        _jobs[job].settled = true;
    }

    function _settleFailed(uint256 job, address[WORKERS] memory names) internal {
        Deal memory deal = _deals[_jobs[job].deal];
        _give(deal.payer, deal.payer, _priceOf(deal));
        if (_jobs[job].contributors == 0) _give(deal.poolOwner, deal.payer, deal.schedulerStake);
        else _lose(deal.poolOwner, deal.schedulerStake);
        for (uint256 i = 0; i < WORKERS; ++i) {
            if (_votes[job][i] == Vote.None) continue;
            if (_shown[job][i]) _give(names[i], names[i], deal.workerStake);
            else _lose(names[i], deal.workerStake);
        }
        _jobs[job].settled = true;
    }

    function _settleDeclined(uint256 job) internal {
        Deal memory deal = _deals[_jobs[job].deal];
        _give(deal.payer, deal.payer, _priceOf(deal));
        _lose(deal.poolOwner, deal.schedulerStake / 10);
        _give(deal.poolOwner, deal.poolOwner, deal.schedulerStake - deal.schedulerStake / 10);
        _jobs[job].settled = true;
    }

    /// @dev From the seat first, then from what is leaving; the payer is made good first, if it is the task's first liar.
    function _slash(Deal memory deal, address worker, bool isFirst) internal {
        uint256 wanted = deal.workerStake / 1e9 * 1e9;
        uint256 part = wanted < bondOf[worker] ? wanted : bondOf[worker];
        bondOf[worker] -= part;
        uint256 more = wanted - part < leavingOf[worker] ? wanted - part : leavingOf[worker];
        leavingOf[worker] -= more;
        part += more;
        (uint256 share,) = _splitOf(deal);
        uint256 refund = !isFirst ? 0 : part < share ? part : share;
        freeOf[deal.payer] += refund;
        burnedTokens += part - refund;
    }
}
