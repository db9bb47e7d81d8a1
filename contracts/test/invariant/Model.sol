// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Deal} from "../../src/types/Deal.sol";
import {TaskHash, TaskId} from "../../src/types/Task.sol";

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
        Deal deal;
        uint32 index;
        TaskId id;
        uint256 contributors;
        uint256 revealDeadline; // zero before the reveal phase
        bool settled;
        bool completed;
    }

    uint256 internal constant WORKERS = 8;
    bytes internal constant DATA = "data for the consumer";

    Job[] internal _jobs;
    mapping(uint256 job => Vote[WORKERS]) internal _votes;
    mapping(uint256 job => bool[WORKERS]) internal _shown; // revealed on chain

    mapping(address => uint256) public freeOf;
    mapping(address => uint256) public lockedOf;
    mapping(address => uint256) public scoreOf;
    uint256 public burnedTokens;

    /* VOTES */

    function _digestOf(Vote vote) internal pure returns (bytes32) {
        return keccak256(abi.encode("digest", vote));
    }

    function _dataHashOf(Deal memory deal, Vote vote) internal pure returns (bytes32) {
        if (vote == Vote.AppFailed) return bytes32(uint256(1));
        return deal.callback == address(0) ? bytes32(0) : keccak256(DATA);
    }

    function _resultHashOf(Deal memory deal, Vote vote) internal pure returns (bytes32) {
        if (vote == Vote.None) return bytes32(0);
        return keccak256(abi.encode(_digestOf(vote), _dataHashOf(deal, vote)));
    }

    /// @dev The vote with most voices among those heard, if it is enough; else None.
    function _consensus(uint256 job, bool[WORKERS] memory heard) internal view returns (Vote best, uint256 agreeing) {
        uint256[5] memory count;
        uint256 all = 0;
        for (uint256 i = 0; i < WORKERS; ++i) {
            Vote vote = _votes[job][i];
            if (vote == Vote.None || !heard[i]) continue;
            ++count[uint256(vote)];
            ++all;
        }
        for (uint256 v = 1; v < 5; ++v) {
            if (count[v] > agreeing) (best, agreeing) = (Vote(v), count[v]);
        }
        if (agreeing < _jobs[job].deal.trust || agreeing * 2 <= all) (best, agreeing) = (Vote.None, 0);
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

    function _settleCompleted(
        uint256 job,
        Vote winner,
        uint256 agreeing,
        address[WORKERS] memory names,
        bool[WORKERS] memory heard
    ) internal {
        Deal memory deal = _jobs[job].deal;
        bool failed = winner == Vote.AppFailed;
        _give(deal.requester, failed ? deal.requester : deal.appOwner, deal.appPrice);
        _give(deal.requester, deal.datasetOwner, deal.datasetPrice);
        uint256 fee = uint256(deal.poolPrice) * deal.schedulerFee / 10_000;
        uint256 reward = (deal.poolPrice - fee) / agreeing;
        _give(deal.requester, deal.poolOwner, deal.poolPrice - reward * agreeing);
        _give(deal.poolOwner, deal.poolOwner, deal.schedulerStake);
        for (uint256 i = 0; i < WORKERS; ++i) {
            if (_votes[job][i] == Vote.None) continue;
            if (heard[i] && _votes[job][i] == winner) {
                _give(names[i], names[i], deal.workerStake);
                _give(deal.requester, names[i], reward);
                if (reward > 0) ++scoreOf[names[i]];
            } else {
                _lose(names[i], deal.workerStake);
                scoreOf[names[i]] = 0;
            }
        }
        (_jobs[job].settled, _jobs[job].completed) = (true, true);
    }

    function _settleFailed(uint256 job, address[WORKERS] memory names) internal {
        Deal memory deal = _jobs[job].deal;
        _give(deal.requester, deal.requester, uint256(deal.appPrice) + deal.datasetPrice + deal.poolPrice);
        _lose(deal.poolOwner, deal.schedulerStake);
        for (uint256 i = 0; i < WORKERS; ++i) {
            if (_votes[job][i] == Vote.None) continue;
            bool silent = _jobs[job].revealDeadline != 0 && !_shown[job][i];
            if (silent) {
                _lose(names[i], deal.workerStake);
                scoreOf[names[i]] = 0;
            } else {
                _give(names[i], names[i], deal.workerStake);
            }
        }
        _jobs[job].settled = true;
    }
}
