// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEpochs} from "../interfaces/IEpochs.sol";
import {BitCount} from "../libraries/BitCount.sol";
import {Page, Pages} from "../libraries/Pages.sol";
import {Sortition} from "../libraries/Sortition.sol";
import {Trust} from "../libraries/Trust.sol";
import {Account} from "../types/Account.sol";
import {Crew, CrewLibrary} from "../types/Crew.sol";
import {Deal, DealId, DealDraw} from "../types/Deal.sol";
import {EpochHash} from "../types/Epoch.sol";
import {Mode} from "../types/Mode.sol";
import {Reputation, ReputationLibrary} from "../types/Reputation.sol";
import {Gwei} from "../types/Seat.sol";
import {Draw} from "./Draw.sol";

/// @title The pages of a settlement: every task checked and paid, up to 256 of them at a time.
/// @dev What a settlement costs for each task decides what a small task may cost, so everything about a page's tasks is done with
/// whole words: a task is a bit in each.
abstract contract SettledPages is Draw, IEpochs {
    /// @dev In the token's smallest unit: 2^58 gwei. What a worker has at stake in a settlement fits into 80 bits of gwei.
    uint256 internal constant MOST_STAKE = Gwei.UNIT << 58;

    /// @dev The deal at hand, and what its tasks have come to so far.
    struct Frame {
        DealId id;
        uint256 position; // in the settlement, plus one
        uint256 seed;
        uint256 digits; // of the draw; zero: all of the roster may contribute
        uint256 threshold;
        uint256 rest; // gwei of the pool price, for those who agreed
        uint256 share; // of the pool price, burned
        uint256 payer; // bit of the payer, where `due` has it
        uint256 tasks;
        uint256 failed; // of which the application failed
        uint256 rewards; // gwei
    }

    /// @return leaves One for each page.
    function _settlePages(Settlement calldata s, bytes32[] memory ids, Crew crew, uint256 at)
        internal
        returns (bytes32[] memory leaves)
    {
        bytes calldata pages = s.pages;
        leaves = new bytes32[](_countPages(pages));
        Frame memory frame;
        uint256 offset = 0;
        for (uint256 i = 0; i < leaves.length; ++i) {
            Page memory page = Pages.read(pages, offset);
            if (page.deal + 1 != frame.position) {
                if (page.deal + 1 < frame.position || page.deal >= s.deals.length) revert MalformedSettlement();
                if (frame.position != 0) _close(s, frame);
                frame = _open(s.deals[page.deal], ids[page.deal], page.deal, crew, at);
            }
            _settlePage(s.deals[page.deal], frame, crew, page);
            leaves[i] = EpochHash.pageLeaf(frame.id, s.crew, keccak256(pages[offset:page.end]));
            offset = page.end;
        }
        _close(s, frame);
    }

    function _countPages(bytes calldata pages) private pure returns (uint256 count) {
        if (pages.length == 0) revert MalformedSettlement();
        for (uint256 offset = 0; offset < pages.length; ++count) {
            offset = Pages.read(pages, offset).end;
        }
    }

    /// @dev The deal's terms as its pages need them, and what each signer's vote weighs in it.
    function _open(Deal calldata deal, bytes32 id, uint256 position, Crew crew, uint256 at)
        private
        view
        returns (Frame memory frame)
    {
        DealDraw memory record = _deals[DealId.wrap(id)];
        frame.id = DealId.wrap(id);
        frame.position = position + 1;
        (uint96 share, uint96 rest) = _split(deal, 1);
        frame.share = share;
        frame.rest = Gwei.down(rest);
        frame.payer = ReputationLibrary.payerBit(deal.payer) << 240;
        if (!Mode.isPrivate(deal.mode)) {
            (frame.digits, frame.threshold) = Sortition.scale(_width(deal, at), record.seats);
            if (frame.digits != 0) frame.seed = _seedOf(frame.id, record);
        }

        if (record.roster != 0) _weigh(crew, record.roster, deal.start, _valueOf(deal));
    }

    function _weigh(Crew crew, uint256 roster, uint256 start, uint256 value) private view {
        uint256 member = crew.member(0);
        uint256 end = crew.member(crew.size());
        for (; member < end; member = CrewLibrary.next(member)) {
            uint256 seat = CrewLibrary.get(member, CrewLibrary.SEAT);
            uint256 bits = 0;
            if (uint32(seat) == roster && uint32(seat >> 32) < start) {
                bits = seat >> 192 == 0
                    ? ReputationLibrary.NEWCOMER_BITS
                    : Reputation.wrap(uint64(seat >> 192)).bits(value);
            }
            CrewLibrary.set(member, CrewLibrary.BITS, bits);
        }
    }

    /// @dev Checks everything about the page's tasks, marks them, notes what is due for them.
    function _settlePage(Deal calldata deal, Frame memory frame, Crew crew, Page memory page) private {
        bool hasData = page.flags == Pages.DATA;
        bool appFailed = page.flags == Pages.APP_FAILED;
        if (hasData != (deal.callback != address(0) && !appFailed)) revert WrongFlags(frame.id, page.flags);
        _mark(deal, frame.id, page);
        uint256 fewest = Trust.fewestVotes(deal.trust);
        if (page.votes < fewest || page.votes == 0) revert TooFewVotes(frame.id, page.votes, fewest);
        if (page.votes * deal.workerStake < deal.value) {
            revert TooLittleStake(frame.id, page.votes * deal.workerStake, deal.value);
        }

        uint256 reward = frame.rest / page.votes;
        _tally(
            frame,
            crew,
            page,
            Trust.neededBits(page.against, deal.trust),
            reward | (Gwei.down(deal.workerStake) << 64) | ((frame.share / page.votes) << 144)
        );
        frame.tasks += page.count;
        frame.rewards += reward * page.votes * page.count;
        if (appFailed) frame.failed += page.count;
    }

    function _mark(Deal calldata deal, DealId id, Page memory page) private {
        uint256 base = page.word << 8;
        uint256 left = deal.size > base ? deal.size - base : 0;
        uint256 taken = left < 256 ? type(uint256).max << left : 0;
        taken |= _taken[id][page.word];
        if (taken & page.tasks != 0) revert TasksTaken(id, page.word, taken & page.tasks);
        _taken[id][page.word] = taken | page.tasks;
    }

    /// @dev Counts the votes for each task and adds `delta` for each to what its workers are due. If their number alone is not
    /// evidence enough, their bits are counted too.
    function _tally(Frame memory frame, Crew crew, Page memory page, uint256 neededBits, uint256 delta) private pure {
        uint256[12] memory votes; // BitCount.PLANES
        uint256 lots = Sortition.prepare(frame.seed, page.word);
        uint256 least = 0; // position that may follow
        for (uint256 at = page.crew; at < page.results;) {
            uint256 position;
            uint256 lanes;
            (position, lanes, at) = Pages.entry(at);
            if (position < least || position >= crew.size()) revert MalformedSettlement();
            unchecked {
                least = position + 1;
            }
            uint256 member = crew.member(position);
            _checkDrawnFor(frame, page, member, lanes, lots);
            BitCount.add(votes, lanes);
            _credit(member, lanes, delta, frame.payer);
        }
        uint256 wrong = BitCount.differing(votes, page.tasks, page.votes);
        if (wrong != 0) revert WrongVotes(frame.id, page.word, wrong);
        if (page.votes * ReputationLibrary.NEWCOMER_BITS < neededBits) _checkEvidence(frame, crew, page, neededBits);
    }

    function _checkDrawnFor(Frame memory frame, Page memory page, uint256 member, uint256 lanes, uint256 lots)
        private
        pure
    {
        uint256 worker = CrewLibrary.get(member, CrewLibrary.WORKER);
        if (CrewLibrary.get(member, CrewLibrary.BITS) != 0) {
            lanes &= ~Sortition.lanes(lots, worker, frame.digits, frame.threshold);
        }
        if (lanes != 0) revert NotDrawnFor(frame.id, address(uint160(worker)), page.word, lanes);
    }

    function _credit(uint256 member, uint256 lanes, uint256 delta, uint256 payer) private pure {
        unchecked {
            uint256 due = CrewLibrary.get(member, CrewLibrary.DUE) + BitCount.ones(lanes) * delta;
            CrewLibrary.set(member, CrewLibrary.DUE, due | payer);
        }
    }

    function _checkEvidence(Frame memory frame, Crew crew, Page memory page, uint256 neededBits) private pure {
        uint256[12] memory bits; // BitCount.PLANES
        for (uint256 at = page.crew; at < page.results;) {
            uint256 position;
            uint256 lanes;
            (position, lanes, at) = Pages.entry(at);
            BitCount.addTimes(bits, lanes, CrewLibrary.get(crew.member(position), CrewLibrary.BITS));
        }
        uint256 wrong = page.tasks & ~BitCount.reaching(bits, neededBits);
        if (wrong != 0) revert TooLittleEvidence(frame.id, page.word, wrong, neededBits);
    }

    /// @dev The deal's tasks of this settlement are through: everybody but the workers is paid. DealSettled says it all, so that
    /// no movement has an event of its own.
    function _close(Settlement calldata s, Frame memory frame) private {
        Deal calldata deal = s.deals[frame.position - 1];
        uint256 tasks = frame.tasks;
        uint256 rewards = frame.rewards * Gwei.UNIT;
        uint256 share = frame.share * tasks;
        _accounts[deal.payer].locked -= uint96((uint256(deal.appPrice) + deal.datasetPrice + deal.poolPrice) * tasks);
        if (frame.failed != 0) _accounts[deal.payer].free += uint96(deal.appPrice * frame.failed);
        burned += share;
        _give(deal.appOwner, deal.appPrice * (tasks - frame.failed));
        _give(deal.datasetOwner, deal.datasetPrice * tasks);
        Account storage owner = _accounts[deal.poolOwner];
        uint256 stake = deal.schedulerStake * tasks;
        owner.locked -= uint96(stake);
        owner.free += uint96(stake + deal.poolPrice * tasks - rewards - share);
        emit DealSettled(frame.id, deal.scheduler, s.epoch, tasks, frame.failed, rewards);
    }

    function _give(address to, uint256 amount) private {
        if (amount != 0) _accounts[to].free += uint96(amount);
    }
}
