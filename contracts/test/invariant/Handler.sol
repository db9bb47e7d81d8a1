// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAssetRegistry} from "../../src/interfaces/IAssetRegistry.sol";
import {Deal, DealId} from "../../src/types/Deal.sol";
import {Mode} from "../../src/types/Mode.sol";
import {Opening, Result} from "../../src/types/Task.sol";
import {EpochBase} from "../epoch/EpochBase.sol";
import {MoodyConsumer} from "../mocks/Consumers.sol";
import {VM} from "../Vm.sol";
import {Model} from "./Model.sol";

/// @notice Does what people might do on the market and on the direct path, in any order, and asks the model what must come of
/// it. What does not fit must be refused.
abstract contract Handler is EpochBase, Model {
    Actor[] internal _parties; // anybody may buy, sell, own, sponsor and work
    MoodyConsumer internal _consumer;
    uint256 private _salt;
    uint256 private _poolSalt; // the pool's standing offer

    function setUp() public virtual override {
        super.setUp();
        _consumer = new MoodyConsumer();
        Actor[5] memory others = [requester, appOwner, datasetOwner, poolOwner, stranger];
        for (uint256 i = 0; i < 5; ++i) {
            _parties.push(others[i]);
            if (hub.accountOf(others[i].at).free == 0) _fund(others[i].at);
            token.transfer(others[i].at, WEALTH);
            VM.prank(others[i].at);
            token.approve(address(hub), type(uint256).max);
        }
        for (uint256 i = 0; i < WORKERS; ++i) {
            _parties.push(workers[i]);
            if (i < SEATED) bondOf[workers[i].at] = BOND;
        }
        for (uint256 i = 0; i < _parties.length; ++i) {
            freeOf[_parties[i].at] = WEALTH;
        }
    }

    /* MONEY */

    function deposit(uint256 who, uint256 to, uint96 amount) external {
        address from = _parties[who % 5].at;
        uint256 balance = token.balanceOf(from);
        VM.assume(balance > 0);
        uint256 moved = 1 + amount % balance;
        VM.prank(from);
        hub.depositFor(_party(to), moved);
        freeOf[_party(to)] += moved;
    }

    function withdraw(uint256 who, uint256 to, uint96 amount) external {
        address from = _party(who);
        VM.assume(freeOf[from] > 4);
        uint256 moved = 1 + amount % (freeOf[from] / 4);
        VM.prank(from);
        hub.withdrawTo(_parties[to % 5].at, moved);
        freeOf[from] -= moved;
    }

    /* THE MARKET */

    function matchOrders(uint256 seed, uint96 price, uint96 stake, uint16 fee, uint8 volume) external {
        Orders memory o = _drawOrders(seed, price, stake, fee, volume);
        (address owner,) = pools.poolOf(poolId);
        o.app.signature = _sign(_keyOf(apps.ownerOf(appId)), hub.hashAppOrder(o.app.order));
        o.dataset.signature = _sign(_keyOf(datasets.ownerOf(datasetId)), hub.hashDatasetOrder(o.dataset.order));
        o.pool.signature = _sign(_keyOf(owner), hub.hashPoolOrder(o.pool.order));
        bytes32 hash = hub.hashRequestOrder(o.request.order);
        if ((seed >> 48) % 4 > 0) {
            o.request.signature = _sign(_keyOf(o.request.order.requester), hash);
        } else {
            VM.prank(o.request.order.requester);
            hub.preSign(hash);
        }
        VM.recordLogs();
        if ((seed >> 56) % 4 > 0) {
            hub.matchOrders(o.app, o.dataset, o.pool, o.request);
        } else {
            VM.prank(_party(seed >> 64));
            hub.sponsorOrders(o.app, o.dataset, o.pool, o.request);
        }
        _record(_publishedDeal());
    }

    function _drawOrders(uint256 seed, uint96 price, uint96 stake, uint16 fee, uint8 volume)
        private
        returns (Orders memory o)
    {
        o = _orders();
        o.request.order.requester = _party(seed);
        o.request.order.volume = 1 + volume % 4;
        o.request.order.trust = uint16(seed >> 8) % 4;
        o.request.order.salt = bytes32(++_salt);
        if ((seed >> 16) % 4 == 0) o.request.order.callback = address(_consumer);
        if ((seed >> 24) % 2 == 0) o.request.order.dataset = 0;
        if ((seed >> 32) % 2 == 0) (o.request.order.category, o.pool.order.category) = (1, 1);
        o.pool.order.price = (seed >> 40) % 5 == 0 ? 0 : price % 100 ether;
        o.request.order.poolMaxPrice = o.pool.order.price;
        o.pool.order.workerStake = stake % 20 ether;
        o.pool.order.schedulerFee = fee % 10_001;
        o.pool.order.salt = bytes32(_poolSalt);
        if ((seed >> 72) % 4 == 0) (o.pool.order.mode, o.request.order.mode) = (Mode.PRIVATE, Mode.PRIVATE);
        if ((seed >> 80) % 4 == 0) o.request.order.mode |= Mode.DIRECT;
        if ((seed >> 88) % 3 == 0 && o.pool.order.workerStake > 0) {
            o.request.order.value = uint96((seed >> 96) % (3 * uint256(o.pool.order.workerStake)));
        }
        uint40 expiry = uint40(block.timestamp + 1);
        (o.app.order.expiry, o.dataset.order.expiry) = (expiry, expiry);
        (o.pool.order.expiry, o.request.order.expiry) = (expiry, expiry);
    }

    function _record(Deal memory deal) private {
        _lockFor(deal.payer, _priceOf(deal) * deal.size);
        _lockFor(deal.poolOwner, uint256(deal.poolPrice) * 3000 / 10_000 * deal.size);
        _deals.push(deal);
        for (uint32 i = 0; i < deal.size; ++i) {
            Job storage job = _jobs.push();
            (job.deal, job.index) = (_deals.length - 1, deal.first + i);
            job.id = _taskId(deal, job.index);
        }
    }

    /// @dev Nobody's orders are worth anything after this; the next ones carry another salt.
    function cancel(uint256 who) external {
        bytes32 hash = keccak256(abi.encode(++_poolSalt));
        VM.prank(_party(who));
        hub.cancel(hash);
        VM.assertEq(hub.consumed(_party(who), hash), type(uint32).max);
    }

    function transferAsset(uint256 seed, uint256 to) external {
        IAssetRegistry registry = [IAssetRegistry(apps), datasets, pools][seed % 3];
        uint256 id = [appId, datasetId, poolId][seed % 3];
        address owner = registry.ownerOf(id);
        VM.prank(owner);
        registry.transferFrom(owner, _party(to), id);
    }

    /* THE DIRECT PATH */

    function initialize(uint256 seed) external {
        uint256 j = _find(seed, _isUntouched);
        hub.initialize(_dealOf(j), _jobs[j].index);
        _jobs[j].initialized = true;
    }

    /// @dev Whoever the draw has not fallen on, or the scheduler of a private pool has not picked, is refused.
    function contribute(uint256 seed, uint256 who, uint8 kind) external {
        uint256 j = _find(seed, _takesWork);
        uint256 w = who % WORKERS;
        while (_votes[j][w] != Vote.None) {
            w = (w + 1) % WORKERS;
        }
        Vote vote = kind % 10 < 7 ? Vote.Right : Vote(2 + kind % 3);
        bool isForged = kind % 11 == 0;
        bool expected = _isAdmitted(_dealOf(j), _jobs[j].index, workers[w].at, isForged);
        VM.assertTrue(_tryContribute(j, w, vote, isForged) == expected, "the hub and the model differ on who may");
        if (!expected) return;
        _lockFor(workers[w].at, _dealOf(j).workerStake);
        _votes[j][w] = vote;
        ++_jobs[j].contributors;
    }

    function _isAdmitted(Deal memory deal, uint32 index, address worker, bool isForged) private view returns (bool) {
        VM.assume(freeOf[worker] >= deal.workerStake);
        if (Mode.isPrivate(deal.mode)) return !isForged;
        bool mayChoose = block.timestamp > deal.start + 4 * uint256(deal.duration);
        return _isDrawnNow(deal, index, worker) && (!isForged || mayChoose);
    }

    function _tryContribute(uint256 j, uint256 w, Vote vote, bool isForged) private returns (bool done) {
        Deal memory deal = _dealOf(j);
        address worker = workers[w].at;
        uint256 key = isForged ? uint256(keccak256("nobody")) : _keyOf(deal.scheduler);
        bytes memory authorization = _sign(key, hub.hashAuthorization(_jobs[j].id, worker));
        bytes32 commitment = _commitment(_jobs[j].id, worker, _resultHashOf(deal, vote));
        uint32 index = _jobs[j].index;
        VM.prank(worker);
        try hub.contribute(deal, index, commitment, authorization) {
            done = true;
        } catch {}
    }

    function _isDrawnNow(Deal memory deal, uint32 index, address worker) internal view returns (bool) {
        try hub.isDrawn(deal, index, worker) returns (bool drawn) {
            return drawn;
        } catch {
            return false; // the block that decides is not there yet, or gone
        }
    }

    function openReveal(uint256 seed) external {
        _openReveal(_find(seed, _isContributed), seed);
    }

    function _openReveal(uint256 j, uint256 seed) internal {
        Deal memory deal = _dealOf(j);
        bool anybody = block.timestamp > deal.start + 8 * uint256(deal.duration);
        VM.prank(anybody ? _party(seed) : deal.scheduler);
        hub.openReveal(deal, _jobs[j].index);
        _jobs[j].revealDeadline = block.timestamp + (deal.duration < 30 ? 30 : deal.duration);
    }

    function reveal(uint256 seed, uint256 who) external {
        uint256 j = _find(seed, _isRevealing);
        for (uint256 i = 0; i < WORKERS; ++i) {
            uint256 w = (who % WORKERS + i) % WORKERS;
            Vote vote = _votes[j][w];
            if (vote == Vote.None || _shown[j][w]) continue;
            Deal memory deal = _dealOf(j);
            VM.prank(workers[w].at);
            hub.reveal(deal, _jobs[j].index, _digestOf(vote), _dataHashOf(deal, vote), _saltOf(workers[w].at));
            _shown[j][w] = true;
            return;
        }
        VM.assume(false);
    }

    /// @dev With all openings, or, once that is allowed, with some of the workers called silent.
    function finalize(uint256 seed, uint8 silent) external {
        uint256 j = _find(seed, _isContributedOrRevealing);
        bool late = _jobs[j].revealDeadline != 0 && block.timestamp > _jobs[j].revealDeadline;
        _finalize(j, late ? silent & uint8(seed >> 8) : 0);
    }

    function _finalize(uint256 j, uint8 silent) internal returns (bool done) {
        Deal memory deal = _dealOf(j);
        (Opening[] memory openings, bool[WORKERS] memory heard) = _open(j, silent);
        (Vote winner, uint256 agreeing) = _consensus(j, heard, _evidence(deal));
        Vote said = winner == Vote.None ? Vote.Right : winner;
        Result memory result = Result(_digestOf(said), said == Vote.AppFailed, PAYLOAD);
        try hub.finalize(deal, _jobs[j].index, openings, result) {
            done = true;
        } catch {}
        VM.assertTrue(done == (winner != Vote.None), "the hub and the model differ on a consensus");
        if (!done) return done;
        VM.assertGe(agreeing * deal.workerStake, deal.value, "less at stake than a wrong result may cost");
        _settleCompleted(j, winner, agreeing, _names(), heard);
        _jobs[j].pending = hub.task(_jobs[j].id).callbackPending;
    }

    function _evidence(Deal memory deal) private view returns (uint256[WORKERS] memory bits) {
        for (uint256 w = 0; w < WORKERS; ++w) {
            bits[w] = hub.evidenceOf(workers[w].at, _valueOf(deal));
        }
    }

    function _valueOf(Deal memory deal) internal pure returns (uint256) {
        return deal.value == 0 ? deal.poolPrice : deal.value;
    }

    function _open(uint256 j, uint8 silent)
        internal
        view
        returns (Opening[] memory openings, bool[WORKERS] memory heard)
    {
        openings = new Opening[](_jobs[j].contributors);
        Deal memory deal = _dealOf(j);
        uint256 n = 0;
        for (uint256 w = 0; w < WORKERS; ++w) {
            Vote vote = _votes[j][w];
            if (vote == Vote.None) continue;
            bool opened = (silent >> w) & 1 == 0;
            heard[w] = opened || _shown[j][w];
            openings[n].worker = workers[w].at;
            if (opened) {
                openings[n].resultHash = _resultHashOf(deal, vote);
                openings[n].salt = _saltOf(workers[w].at);
            }
            ++n;
        }
    }

    function claim(uint256 seed) external {
        _claim(_find(seed, _isUnsettled));
    }

    function _claim(uint256 j) internal returns (bool done) {
        bool expected = _mayBeClaimed(j);
        try hub.claim(_dealOf(j), _jobs[j].index, _contributorsOf(j)) {
            done = true;
        } catch {}
        VM.assertTrue(done == expected, "the hub and the model differ on a claim");
        if (done) _settleFailed(j, _names());
    }

    function _contributorsOf(uint256 j) internal view returns (address[] memory names) {
        names = new address[](_jobs[j].contributors);
        uint256 n = 0;
        for (uint256 w = 0; w < WORKERS; ++w) {
            if (_votes[j][w] != Vote.None) names[n++] = workers[w].at;
        }
    }

    function _mayBeClaimed(uint256 j) private view returns (bool) {
        Deal memory deal = _dealOf(j);
        uint256 revealDeadline = _jobs[j].revealDeadline;
        bool isFinal = block.timestamp > deal.start + 10 * uint256(deal.duration);
        if (_jobs[j].contributors == 0) return isFinal;
        if (revealDeadline == 0) return false;
        if (block.timestamp <= revealDeadline + (deal.duration < 30 ? 30 : deal.duration)) return false;
        (Vote winner,) = _consensus(j, _shown[j], _evidence(deal));
        return winner == Vote.None || (deal.callback != address(0) && isFinal);
    }

    function decline(uint256 seed) external {
        uint256 j = _find(seed, _isUnsettled);
        Deal memory deal = _dealOf(j);
        bool expected = _jobs[j].contributors == 0 && block.timestamp > deal.start + 8 * uint256(deal.duration);
        bool byScheduler = seed % 5 > 0;
        bool done = false;
        VM.prank(byScheduler ? deal.scheduler : address(0xbad));
        try hub.decline(deal, _jobs[j].index) {
            done = true;
        } catch {}
        VM.assertTrue(done == (expected && byScheduler), "the hub and the model differ on a refusal to serve");
        if (done) _settleDeclined(j);
    }

    function callback(uint256 seed) external {
        uint256 j = _find(seed, _isPending);
        if (seed % 4 == 0) _consumer.becomeWilling();
        Deal memory deal = _dealOf(j);
        for (uint256 v = 1; v < 4; ++v) {
            if (_keptResult(_jobs[j].id) != _kept(_resultHashOf(deal, Vote(v)))) continue;
            hub.retryCallback(deal, _jobs[j].index, Result(_digestOf(Vote(v)), false, PAYLOAD));
        }
        _jobs[j].pending = hub.task(_jobs[j].id).callbackPending;
    }

    /* TIME */

    function wait(uint8 seconds_) external {
        VM.warp(block.timestamp + 1 + seconds_ % 40);
        VM.roll(block.number + (seconds_ == 255 ? 300 : 1 + seconds_ % 3));
    }

    function draw(uint256 seed) external {
        VM.assume(_deals.length > 0);
        DealId id = hub.hashDeal(_deals[seed % _deals.length]);
        uint40 number = hub.drawOf(id).drawBlock;
        VM.assume(block.number > number);
        hub.draw(id);
    }

    /* CHOOSING */

    /// @dev A task that fits, from a random place on; a call that finds none is discarded, not counted.
    function _find(uint256 seed, function(uint256) view returns (bool) fits) internal view returns (uint256 j) {
        uint256 count = _jobs.length;
        for (uint256 i = 0; i < count; ++i) {
            j = (seed % count + i) % count;
            if (fits(j)) return j;
        }
        VM.assume(false);
    }

    function _isUnsettled(uint256 j) internal view returns (bool) {
        return !_jobs[j].settled;
    }

    function _isSettled(uint256 j) internal view returns (bool) {
        return _jobs[j].settled;
    }

    function _inTime(uint256 j) private view returns (bool) {
        Deal storage deal = _deals[_jobs[j].deal];
        return block.timestamp <= deal.start + 8 * uint256(deal.duration);
    }

    function _isUntouched(uint256 j) private view returns (bool) {
        Job storage job = _jobs[j];
        return !job.settled && !job.initialized && job.contributors == 0 && _inTime(j);
    }

    function _takesWork(uint256 j) private view returns (bool) {
        Job storage job = _jobs[j];
        return !job.settled && job.revealDeadline == 0 && job.contributors < WORKERS && _inTime(j);
    }

    function _isContributed(uint256 j) private view returns (bool) {
        return _isContributedOrRevealing(j) && _jobs[j].revealDeadline == 0;
    }

    function _isContributedOrRevealing(uint256 j) private view returns (bool) {
        return !_jobs[j].settled && _jobs[j].contributors > 0;
    }

    function _isRevealing(uint256 j) private view returns (bool) {
        return !_jobs[j].settled && _jobs[j].revealDeadline >= block.timestamp;
    }

    function _isPending(uint256 j) private view returns (bool) {
        return _jobs[j].pending;
    }

    function _dealOf(uint256 j) internal view returns (Deal memory) {
        return _deals[_jobs[j].deal];
    }

    function _party(uint256 seed) internal view returns (address) {
        return _parties[seed % _parties.length].at;
    }

    function _keyOf(address at) internal view returns (uint256) {
        if (at == scheduler.at) return scheduler.key;
        for (uint256 i = 0; i < _parties.length; ++i) {
            if (_parties[i].at == at) return _parties[i].key;
        }
        revert("nobody has this key");
    }

    function _names() internal view returns (address[WORKERS] memory names) {
        for (uint256 i = 0; i < WORKERS; ++i) {
            names[i] = workers[i].at;
        }
    }
}
