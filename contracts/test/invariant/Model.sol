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

    /// @dev All of the result tree: one block.
    function _blockOf(Vote vote) internal pure returns (bytes memory) {
        return [bytes(""), "right", "wrong", "odd", "failed"][uint256(vote)];
    }

    /// @dev sha2-256 of the block, written down: the precompile's call would use up a prank.
    function _digestOf(Vote vote) internal pure returns (bytes32) {
        if (vote == Vote.Right) return hex"27042f4e6eca7d0b2a7ee4026df2ecfa51d3339e6d122aa099118ecd8563bad9";
        if (vote == Vote.Wrong) return hex"8810ad581e59f2bc3928b261707a71308f7e139eb04820366dc4d5c18d980225";
        if (vote == Vote.Odd) return hex"990cb8ebd0afb7150da453a213036a92f2c05e091df0d803e62d257ea7796c27";
        return hex"5d28a90f4498a81461efbaf6f628a19d9778390bb5c81a393dd936181cc3d826";
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

    /// @dev The payer is made good first, if it is the task's first liar.
    function _slash(Deal memory deal, address worker, bool isFirst) internal {
        uint256 part = _takeBond(worker, deal.workerStake);
        (uint256 share,) = _splitOf(deal);
        uint256 refund = !isFirst ? 0 : part < share ? part : share;
        freeOf[deal.payer] += refund;
        burnedTokens += part - refund;
    }

    /// @dev From the seat first, then from what is leaving.
    function _takeBond(address owner, uint256 amount) internal returns (uint256 part) {
        uint256 wanted = amount / 1e9 * 1e9;
        part = wanted < bondOf[owner] ? wanted : bondOf[owner];
        bondOf[owner] -= part;
        uint256 more = wanted - part < leavingOf[owner] ? wanted - part : leavingOf[owner];
        leavingOf[owner] -= more;
        part += more;
    }

    /* REMEDIES */

    /// @dev A worker that was left out has from the pool owner what each of `votes` others had.
    function _honour(Deal memory deal, address worker, uint256 wage) internal {
        address owner = deal.poolOwner;
        uint256 part = freeOf[owner] / 1e9 * 1e9;
        if (part > wage) part = wage;
        freeOf[owner] -= part;
        _takeBond(owner, wage - part);
        freeOf[worker] += wage;
    }

    function _canPay(address owner, uint256 wage) internal view returns (bool) {
        return freeOf[owner] / 1e9 * 1e9 + bondOf[owner] + leavingOf[owner] >= wage;
    }

    function _wageOf(Deal memory deal, uint256 votes) internal pure returns (uint256) {
        (, uint256 rest) = _splitOf(deal);
        return rest / 1e9 / votes * 1e9;
    }

    function _stakeOfChallenge(Deal memory deal) internal pure returns (uint256) {
        return _priceOf(deal) + deal.workerStake;
    }

    /// @dev The payer has its price back from those who agreed, as far as their bonds go.
    function _failFor(Deal memory deal, uint256 penalty) internal {
        uint256 refund = penalty < _priceOf(deal) ? penalty : _priceOf(deal);
        freeOf[deal.payer] += refund;
        burnedTokens += penalty - refund;
    }
}
